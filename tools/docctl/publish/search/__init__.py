"""What readers can search: the words of each page, the titles, and the index made of them."""
