"""What the company is to know today: the start page and the due items."""
