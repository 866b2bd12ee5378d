"""A Virtuoso with an empty database, for checks that load something into it: it ends with the check."""
import contextlib
import shutil
import socket
import subprocess
import time

SERVER = shutil.which("virtuoso-t") or shutil.which("virtuoso")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port):
    for _ in range(120):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("Virtuoso does not start")


@contextlib.contextmanager
def serving(folder, data):
    """Its database in `folder`, and allowed to load from the folder `data`. Gives the address of its SPARQL endpoint, and
    what makes the command line of a script in SQL."""
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(
        f"[Database]\nDatabaseFile={folder}/v.db\nErrorLogFile={folder}/v.log\nTransactionFile={folder}/v.trx\nLockFile={folder}/v.lck\nxa_persistent_file={folder}/v.pxa\n"
        f"[TempDatabase]\nDatabaseFile={folder}/vt.db\nTransactionFile={folder}/vt.trx\n"
        f"[Parameters]\nServerPort=127.0.0.1:{sql}\nDirsAllowed={data}\nNumberOfBuffers=20000\n"
        f"[HTTPServer]\nServerPort=127.0.0.1:{http}\n[SPARQL]\nMaxQueryExecutionTime=120\nResultSetMaxRows=100000\n"
    )
    running = subprocess.Popen([SERVER, "-f", "-c", folder / "virtuoso.ini"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(sql)
        isql = shutil.which("isql-vt") or shutil.which("isql-v") or shutil.which("isql")
        yield f"http://127.0.0.1:{http}/sparql", lambda script: [isql, f"127.0.0.1:{sql}", "dba", "dba", f"exec={script}"]
    finally:
        running.terminate()
        running.wait(60)
