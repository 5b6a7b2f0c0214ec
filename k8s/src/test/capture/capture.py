"""Makes one Job for each way a run can stand or end, on the cluster of KUBECONFIG, and writes what the API server
said of Job and pod, at the last moment that it said anything, to a folder: capture.py FOLDER IMAGE"""
import json, subprocess, sys, threading, time, os
folder, image = sys.argv[1], sys.argv[2]
ns = "likeness-capture"
os.makedirs(folder, exist_ok=True)
def kubectl(*a, stdin=None, check=True):
    r = subprocess.run(["kubectl", "-n", ns, *a], input=stdin, text=True, capture_output=True)
    if check and r.returncode: raise SystemExit(r.stderr)
    return r.stdout
kubectl("create", "namespace", ns, check=False)
seen = {"Pod": {}, "Job": {}}
def watch(kind, what):
    p = subprocess.Popen(["kubectl", "-n", ns, "get", what, "-w", "-o", "json"], stdout=subprocess.PIPE, text=True)
    d, buf = json.JSONDecoder(), ""
    for line in p.stdout:
        buf += line
        try:
            o, end = d.raw_decode(buf.lstrip())
        except ValueError:
            continue
        buf = ""
        if o["kind"] == kind: seen[kind].setdefault(o["metadata"]["name"], []).append(o)
for k, w in (("Pod", "pods"), ("Job", "jobs")): threading.Thread(target=watch, args=(k, w), daemon=True).start()
time.sleep(2)
begun = time.time()
def job(name, script="sleep 600", spec={}, pod={}, container={}, annotations={}, labels={}):
    c = {"name": "step", "image": image, "command": ["/bin/sh", "-c", script], "terminationMessagePolicy": "FallbackToLogsOnError",
         "resources": {"requests": {"cpu": "10m", "memory": "64Mi"}, "limits": {"memory": "64Mi"}}}
    c.update(container)
    p = {"restartPolicy": "Never", "terminationGracePeriodSeconds": 5, "containers": [c]}
    p.update(pod)
    s = {"backoffLimit": 0, "template": {"spec": p}}
    s.update(spec)
    kubectl("create", "-f", "-", stdin=json.dumps({"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": name, "annotations": annotations, "labels": labels}, "spec": s}))
def pods(name): return [p for n, p in seen["Pod"].items() if p[-1]["metadata"]["labels"].get("batch.kubernetes.io/job-name") == name]
def until(name, what, test, seconds=90):
    for _ in range(seconds * 5):
        js = seen["Job"].get(name); ps = pods(name)
        if js and test(js[-1], ps[0][-1] if ps else None): return
        time.sleep(0.2)
    print("never:", name, what, file=sys.stderr)
def clean(o):
    o = json.loads(json.dumps(o)); o["metadata"].pop("managedFields", None); return o
def save(name, case=None, pod=True, which=None):
    ps = pods(name)
    versions = ps[0] if ps else []
    p = None
    if pod and versions: p = versions[-1] if which is None else next(v for v in versions if which(v))
    out = {"job": clean(seen["Job"][name][-1])}
    if p: out["pod"] = clean(p)
    for part, o in out.items(): json.dump(o, open(f"{folder}/{case or name}.{part}.json", "w"), indent=1, sort_keys=True)
    print("saved", case or name, (p or {}).get("status", {}).get("phase"), [c["type"] + ":" + c.get("reason", "") for c in out["job"].get("status", {}).get("conditions", [])])
failed = lambda j, p: any(c["type"] == "Failed" and c["status"] == "True" for c in j.get("status", {}).get("conditions", []))
running = lambda j, p: p and p["status"].get("phase") == "Running"
ended = lambda p: p["status"].get("phase") in ("Failed", "Succeeded")
waits = lambda r: (lambda j, p: p and any(s.get("state", {}).get("waiting", {}).get("reason") == r for s in p["status"].get("containerStatuses", [])))

job("completed", "exit 0"); job("exit-1-said", """echo '{"reason":"NO_FACE","sentence":"Nobody there.","where":"align"}' > /dev/termination-log; exit 1""")
job("exit-1-unsaid", "echo something went wrong; exit 1"); job("exit-3", "exit 3"); job("exit-75", "exit 75")
job("oom-killed", "x=$(head -c 200000000 /dev/zero | tr '\\0' x); echo ${#x}")
job("start-error", container={"command": ["/no/such/program"]})
job("image-missing", container={"image": "no-such-registry.invalid/likeness:1"}); job("image-name-invalid", container={"image": "Not An Image"})
job("image-missing-late", pod={"schedulingGates": [{"name": "likeness.dev/capture"}]}, container={"image": "no-such-registry.invalid/likeness:1"})
job("secret-missing", container={"env": [{"name": "A", "valueFrom": {"secretKeyRef": {"name": "nowhere", "key": "a"}}}]})
job("gpu-missing", container={"resources": {"limits": {"nvidia.com/gpu": "3", "memory": "64Mi"}}})
job("memory-missing", container={"resources": {"requests": {"memory": "900Gi"}}})
job("node-rejected", pod={"nodeName": "node-1"}, container={"resources": {"requests": {"cpu": "500"}}})
job("deadline", spec={"activeDeadlineSeconds": 3}); job("suspended", spec={"suspend": True})
for n in ("suspended-in-queue", "suspended-stopped"): job(n, spec={"suspend": True}, labels={"kueue.x-k8s.io/queue-name": "night"})
trap = "trap 'exit 75' TERM; while :; do sleep 0.1; done"
for n in ("running", "stopped", "deleted", "killed", "evicted", "suspended-later", "stubborn"): job(n, trap if n != "stubborn" else "trap '' TERM; while :; do sleep 0.1; done")
for n in ("completed",): until(n, "done", lambda j, p: j.get("status", {}).get("succeeded")); save(n)
for n in ("exit-1-said", "exit-1-unsaid", "exit-3", "exit-75", "oom-killed", "start-error", "node-rejected", "deadline"):
    until(n, "failed", failed); save(n, which=ended)
for n, r in (("image-missing", "ImagePullBackOff"), ("image-name-invalid", "InvalidImageName"), ("secret-missing", "CreateContainerConfigError")):
    until(n, r, waits(r)); save(n)
for n in ("gpu-missing", "memory-missing"):
    until(n, "unschedulable", lambda j, p: p and any(c.get("reason") == "Unschedulable" for c in p["status"].get("conditions", []))); save(n)
suspended = lambda j, p: any(c["type"] == "Suspended" and c["status"] == "True" for c in j.get("status", {}).get("conditions", []))
for n in ("suspended", "suspended-in-queue"): until(n, "suspended", suspended); save(n)
for n in ("running", "stopped", "deleted", "killed", "evicted", "suspended-later", "stubborn"): until(n, "running", running)
save("running")
stop = json.dumps({"metadata": {"annotations": {"likeness.dev/stop": "now"}}, "spec": {"activeDeadlineSeconds": 1}})
kubectl("patch", "job", "stopped", "--type", "merge", "-p", stop); kubectl("patch", "job", "stubborn", "--type", "merge", "-p", stop)
kubectl("patch", "job", "suspended-stopped", "--type", "merge", "-p", stop); kubectl("patch", "job", "suspended-stopped", "--type", "merge", "-p", '{"spec": {"parallelism": 0}}')
until("suspended-stopped", "stopped", lambda j, p: j["spec"]["parallelism"] == 0); save("suspended-stopped")
kubectl("patch", "job", "suspended-later", "--type", "merge", "-p", '{"spec": {"suspend": true}}')
name = lambda n: pods(n)[0][-1]["metadata"]["name"]
kubectl("delete", "pod", name("deleted"), "--wait=false")
kubectl("create", "--raw", f"/api/v1/namespaces/{ns}/pods/{name('evicted')}/eviction", "-f", "-", stdin=json.dumps({"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": name("evicted"), "namespace": ns}}))
kubectl("exec", name("killed"), "--", "/bin/sh", "-c", "kill -TERM 1", check=False)
until("stubborn", "terminating", lambda j, p: p and p["metadata"].get("deletionTimestamp"), 30); save("stubborn", "stopping")
until("suspended-later", "pod ended", lambda j, p: suspended(j, p) and ended(p)); save("suspended-later", which=ended); save("suspended-later", "suspended-later-pod-gone", pod=False)
until("stopped", "stopped", failed); save("stopped"); save("stopped", "stopped-pod-gone", pod=False)
until("deleted", "failed", failed); save("deleted", which=ended); save("deleted", "deleted-pod-gone", pod=False)
until("evicted", "failed", failed); save("evicted", which=ended)
until("killed", "failed", failed); save("killed", which=ended)
# Scheduled when it is older than an image may take to come.
time.sleep(max(0, 150 - (time.time() - begun)))
kubectl("patch", "pod", name("image-missing-late"), "--type", "merge", "-p", '{"spec": {"schedulingGates": null}}')
until("image-missing-late", "ErrImagePull", waits("ErrImagePull")); save("image-missing-late", which=lambda p: waits("ErrImagePull")(None, p))
kubectl("delete", "priorityclass", "capture-high", check=False)
kubectl("create", "priorityclass", "capture-high", "--value=100000")
gpu = {"resources": {"limits": {"nvidia.com/gpu": "2", "memory": "64Mi"}}}
job("preempted", trap, container=gpu); until("preempted", "running", running)
job("preemptor", trap, pod={"priorityClassName": "capture-high"}, container=gpu)
until("preempted", "failed", failed); save("preempted", which=ended)
kubectl("create", "-f", "-", stdin=json.dumps({"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "none"}, "spec": {"hard": {"pods": "0"}}}))
time.sleep(2); job("quota"); time.sleep(6); save("quota")
events = json.loads(kubectl("get", "events", "-o", "json", "--field-selector", "involvedObject.name=quota,reason=FailedCreate"))["items"]
print(events[0]["message"] if events else "no event")
subprocess.run(["kubectl", "delete", "namespace", ns, "--wait=false"]); subprocess.run(["kubectl", "delete", "priorityclass", "capture-high"])
