"""What the world may ask of us over HTTP besides the platforms: health, readiness, figures, signed files."""
