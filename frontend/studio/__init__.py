"""Where sellers work: what they offer, what they sold, what they earned."""
