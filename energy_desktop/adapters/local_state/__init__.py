"""What this machine keeps of a state store on a server, for as long as that is away."""
