"""The wiring of Rialto: settings, URLs, servers, and how the program is seen running."""
