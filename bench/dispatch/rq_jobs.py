"""RQ's side of the benchmark: `queue SOCKET N` puts N no-op jobs into its queue, `report SOCKET` tells their times."""

import json
import sys

import redis
import rq

connection = redis.Redis(unix_socket_path=sys.argv[2])
queue = rq.Queue("bench", connection=connection)
if sys.argv[1] == "queue":
    jobs = [rq.Queue.prepare_data("nothing.worker", kwargs={}) for _ in range(int(sys.argv[3]))]
    queue.enqueue_many(jobs)
else:
    finished = queue.finished_job_registry.get_job_ids()
    jobs = rq.job.Job.fetch_many(finished, connection=connection)
    times = [[job.started_at.timestamp(), job.ended_at.timestamp()] for job in jobs]
    print(json.dumps(times))
