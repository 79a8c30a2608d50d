// CivilTimeTests: nothing stands here yet.
