// htmx as the admin brings it would write a style element of its own, which the policy refuses; nothing there shows it.
window.htmx.config.includeIndicatorStyles = false;
