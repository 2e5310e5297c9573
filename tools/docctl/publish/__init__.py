"""The site of controlled copies: a library becomes pages, pages become a site, the site is verified."""
