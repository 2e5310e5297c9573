"""What must hold in one state of a library."""
