"""Going through a life situation, one service after another."""
