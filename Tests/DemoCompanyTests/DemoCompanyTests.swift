// DemoCompanyTests: nothing stands here yet.
