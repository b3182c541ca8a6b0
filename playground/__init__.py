"""A stand-in Slack workspace and a stand-in Teams tenant, in which a made-up company can be watched and played."""
