"""It is no Python."""

def respond(self, mind:
