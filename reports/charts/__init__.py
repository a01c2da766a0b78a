"""Drawing: charts as SVG, with their axes, forms and words for those who cannot see them."""
