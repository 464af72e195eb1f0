"""What the program needs of the outside world, as protocols and the errors they may raise."""
