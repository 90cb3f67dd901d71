def callback(jobName, headers, params, added_params, **kwargs):
    return True
