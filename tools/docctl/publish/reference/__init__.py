"""What the company works by, as pages: lifecycles, rules, duties."""
