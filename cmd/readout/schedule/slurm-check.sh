#!/usr/bin/env bash
# array.sbatch on a Slurm cluster of two nodes on this machine: made-up articles with poison, a task
# and a node killed on the way; the merged tables are those of one run, byte for byte. Needs root and
# Debian's slurmctld, slurmd, slurm-client and munge.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
READOUT=$(realpath "${READOUT:-$here/../../../bin/readout}")
articles=${ARTICLES:-400}
for tool in slurmctld slurmd munged sbatch python3; do
  command -v $tool >/dev/null || { echo "skipped: no $tool here (apt-get install slurmctld slurmd slurm-client munge)"; exit 0; }
done
work=$(mktemp -d)
host=$(hostname -s)
down() {
  scancel --user=root 2>/dev/null || true
  pkill -9 -f "(slurm(ctld|d)|srun) .*$work" || true # a killed node leaves its srun behind
  for step in $(pgrep -f "slurmstepd: \["); do # ours only
    grep -qsz "^SLURM_CONF=$work/" "/proc/$step/environ" && kill -9 "$step"
  done
  [ -f "$work/munge.pid" ] && kill "$(cat "$work/munge.pid")" 2>/dev/null || true
  rm -rf "$work"
}
trap down EXIT

python3 "$here/articles.py" "$articles" >"$work/in.ndjson"
"$READOUT" run --quiet --log-level error --timeout-per-article 15s --run-id x --out "$work/one" "$work/in.ndjson" >/dev/null || [ $? = 3 ]

mkdir "$work/state" "$work/spool" "$work/log" "$work/parts"
chmod 711 "$work"
head -c 1024 /dev/urandom >"$work/key" && chmod 400 "$work/key"
munged --force --key-file="$work/key" --socket="$work/munge.socket" --pid-file="$work/munge.pid" --log-file="$work/log/munge" --seed-file="$work/seed"
cat >"$work/slurm.conf" <<C
ClusterName=readout
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool/%n
SlurmctldPidFile=$work/ctld.pid
SlurmdPidFile=$work/slurmd.%n.pid
SlurmctldLogFile=$work/log/ctld
SlurmdLogFile=$work/log/slurmd.%n
SlurmctldPort=16817
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdTimeout=10
KillWait=2
RequeueExit=75
NodeName=n[1-2] NodeHostname=$host NodeAddr=127.0.0.1 Port=[16821-16822] CPUs=1 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES State=UP
C
export SLURM_CONF=$work/slurm.conf
slurmctld -f "$work/slurm.conf"
for n in n1 n2; do slurmd -f "$work/slurm.conf" -N $n; done
for _ in $(seq 60); do [ "$(sinfo -hNo %T | grep -c idle)" = 2 ] && break; sleep 1; done

"$READOUT" schedule slurm | sed "s|readout run|$READOUT run|; s|/shared/parts/|$work/parts/|g; s|/shared/articles|$work/in.ndjson|
  s|--progress none|--progress none --timeout-per-article 15s|; s|--cpus-per-task=4|--cpus-per-task=1|; /--mem=/d; s|--time=.*|--output=$work/log/task-%a|" >"$work/array.sbatch"
job=$(sbatch --parsable "$work/array.sbatch")
on() { squeue -hj "$job" -t RUNNING -o "%A %K %N" | awk -v n="$1" '$3 == n { print $1, $2; exit }'; }
running() { for _ in $(seq 240); do read -r id task < <(on "$1") && pgrep -f "$READOUT run --shard $task/" >/dev/null && return; sleep .25; done; echo "nothing ran on $1"; exit 1; }
running n1
sleep 1
pkill -9 -f "^$READOUT run --shard $task/" && echo "killed task $task"
running n2
kill -9 "$(cat "$work/slurmd.n2.pid")"
pkill -9 -f "slurmstepd: \[$id" || true
pkill -9 -f "^$READOUT run --shard $task/" || true
echo "killed node n2 with task $task"
sleep 12 # until it is down; then it comes back
slurmd -f "$work/slurm.conf" -N n2
for _ in $(seq 600); do [ -z "$(squeue -hj "$job" 2>/dev/null)" ] && break; sleep 1; done
"$READOUT" merge --quiet --log-level error --run-id x --out "$work/merged" "$work"/parts/* >/dev/null || [ $? = 3 ] || { tail -n 5 "$work"/log/task-*; exit 1; }
for f in "$work"/one/runs/run=x/*; do
  [ "$(basename "$f")" = manifest.json ] || cmp "$f" "$work/merged/runs/run=x/$(basename "$f")"
done
echo "$articles articles in 8 tasks: $(ls "$work"/one/runs/run=x | wc -l) files are those of one run"
