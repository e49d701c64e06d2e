"""From an article to its claims: statements, figures, moments, names, credits and plain facts."""
