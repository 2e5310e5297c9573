"""Pages of records and the lists of them."""
