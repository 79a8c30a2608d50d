// MetricsTests: nothing stands here yet.
