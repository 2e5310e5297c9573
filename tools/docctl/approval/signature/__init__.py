"""Keys and signatures: what verifies, whoever signed and whatever it means."""
