"""Mail in: sorted, sealed, answered on a clock."""
