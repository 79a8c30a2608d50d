// DemoCompany: nothing stands here yet.
