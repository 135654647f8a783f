"""What people keep while they look around: favourites, collections, sellers they follow, what they looked at."""
