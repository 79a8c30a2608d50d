// SupportTests: nothing stands here yet.
