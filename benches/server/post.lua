-- A write: a visit, which moves an organization to the front of a person's list.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = "{}"
