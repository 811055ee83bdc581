"""Airflow: dags/readout.py. The run carries Airflow's name for it."""
from datetime import timedelta

import pendulum
from airflow import DAG
from airflow.operators.bash import BashOperator

# 3: finished with some input set aside. 11: another run is at work; the task is
# skipped. 2: a mistake in the configuration; trying again does not help, and 1 may.
COMMAND = """
readout run --quiet --log-format json --run-id "{{ ts_nodash }}" \
  --out /srv/readout/results --since 3d /srv/readout/articles
code=$?
if [ $code -eq 3 ]; then exit 0; fi
exit $code
"""

with DAG(
    dag_id="readout",
    schedule="15 5 * * *",
    start_date=pendulum.datetime(2025, 2, 17, tz="UTC"),
    catchup=False,
    max_active_runs=1,
) as dag:
    BashOperator(
        task_id="run",
        bash_command=COMMAND,
        skip_on_exit_code=11,
        retries=2,
        retry_delay=timedelta(minutes=10),
    )
