"""A broker made with openbrokerapi (Flask): what others understand by the protocol.

Prints its port and serves until it is killed. What it does is said by the parameters of what is made:
`polls`: it takes so many polls; without it, it is done at once. `fails`: it fails in the end."""

from flask import Flask
from openbrokerapi import api, errors
from openbrokerapi.catalog import Schemas, ServicePlan, ServicePlanCost, ServicePlanMetadata
from openbrokerapi.service_broker import (
    BindState, Binding, DeprovisionServiceSpec, GetBindingSpec, GetInstanceDetailsSpec, LastOperation, OperationState,
    ProvisionedServiceSpec, ProvisionState, Service, ServiceBroker, UnbindSpec, UpdateServiceSpec)
from werkzeug.serving import make_server

SCHEMA = {"parameters": {
    "$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "additionalProperties": False,
    "properties": {"polls": {"type": "integer", "minimum": 0}, "fails": {"type": "boolean"}, "size": {"type": "integer"}}}}


class Thing:
    """An instance or a binding: what was asked for, and how many polls it takes until it is so."""

    def __init__(self, details, parameters):
        self.asked = (details.service_id, details.plan_id, parameters)
        self.plan, self.parameters, self.bindings = details.plan_id, parameters, {}
        self.begin("make", parameters)

    def begin(self, operation, parameters):
        self.operation, self.left, self.fails = operation, parameters.get("polls"), parameters.get("fails", False)
        return self.left is not None

    def poll(self):
        if self.left:
            self.left -= 1
            return LastOperation(OperationState.IN_PROGRESS, f"{self.operation}: {self.left + 1} to go")
        self.left = None
        return LastOperation(OperationState.FAILED if self.fails else OperationState.SUCCEEDED, self.operation)

    def free(self):
        if self.left is not None:
            raise errors.ErrConcurrentInstanceAccess()
        return self


class Broker(ServiceBroker):
    def __init__(self):
        self.instances = {}

    def catalog(self):
        metadata = ServicePlanMetadata("Plan", ["fast"], [ServicePlanCost({"usd": 99.0, "eur": 49.5}, "MONTHLY")])
        schemas = Schemas({"create": SCHEMA, "update": SCHEMA}, {"create": SCHEMA})
        plans = [ServicePlan(f"plan-{name}", name, "A plan.", metadata, schemas=schemas) for name in ("small", "large")]
        return Service("service", "database", "A database.", True, plans, ["sql"], plan_updateable=True,
                       instances_retrievable=True, bindings_retrievable=True)

    def get(self, instance_id):
        if instance_id not in self.instances:
            raise errors.ErrInstanceDoesNotExist()
        return self.instances[instance_id]

    def binding(self, instance_id, binding_id):
        if binding_id not in self.get(instance_id).bindings:
            raise errors.ErrBindingDoesNotExist()
        return self.instances[instance_id].bindings[binding_id]

    def provision(self, instance_id, details, async_allowed, **kwargs):
        parameters = details.parameters or {}
        there = self.instances.get(instance_id)
        if there and there.asked != (details.service_id, details.plan_id, parameters):
            raise errors.ErrInstanceAlreadyExists()
        thing = self.instances.setdefault(instance_id, there or Thing(details, parameters))
        if thing.left is not None:
            if not async_allowed:
                raise errors.ErrAsyncRequired()
            return ProvisionedServiceSpec(ProvisionState.IS_ASYNC, "https://dash.example/1", "make it: 100 % & more")
        state = ProvisionState.IDENTICAL_ALREADY_EXISTS if there else ProvisionState.SUCCESSFUL_CREATED
        return ProvisionedServiceSpec(state, "https://dash.example/1")

    def update(self, instance_id, details, async_allowed, **kwargs):
        thing = self.get(instance_id).free()
        parameters = details.parameters or {}
        if parameters.get("size", 0) > 64:
            raise errors.ErrInvalidParameters("Too large.")
        thing.plan = details.plan_id or thing.plan
        thing.parameters = thing.parameters | parameters
        return UpdateServiceSpec(thing.begin("change", parameters), "change")

    def deprovision(self, instance_id, details, async_allowed, **kwargs):
        thing = self.get(instance_id)
        if thing.operation == "make":
            thing.free()
        if thing.begin("remove", thing.parameters):
            return DeprovisionServiceSpec(True, "remove")
        del self.instances[instance_id]
        return DeprovisionServiceSpec(False)

    def last_operation(self, instance_id, operation_data, service_id, plan_id, **kwargs):
        thing = self.get(instance_id)
        if thing.operation == "make" and operation_data != "make it: 100 % & more":
            raise errors.ErrBadRequest(f"Which operation is {operation_data}?")
        told = thing.poll()
        if thing.operation == "remove" and told.state == OperationState.SUCCEEDED:
            del self.instances[instance_id]
        return told

    def get_instance(self, instance_id, **kwargs):
        thing = self.get(instance_id).free()
        return GetInstanceDetailsSpec("service", thing.plan, "https://dash.example/1", thing.parameters)

    def bind(self, instance_id, binding_id, details, async_allowed, **kwargs):
        instance = self.get(instance_id).free()
        parameters = details.parameters or {}
        there = instance.bindings.get(binding_id)
        if there and there.asked != (details.service_id, details.plan_id, parameters):
            raise errors.ErrBindingAlreadyExists()
        thing = instance.bindings.setdefault(binding_id, there or Thing(details, parameters))
        if thing.left is not None:
            return Binding(BindState.IS_ASYNC, operation="bind")
        state = BindState.IDENTICAL_ALREADY_EXISTS if there else BindState.SUCCESSFUL_BOUND
        return Binding(state, {"host": "db.example", "port": 5432, "user": binding_id, "password": "secret"})

    def get_binding(self, instance_id, binding_id, **kwargs):
        self.binding(instance_id, binding_id).free()
        return GetBindingSpec({"host": "db.example", "port": 5432, "user": binding_id, "password": "secret"})

    def unbind(self, instance_id, binding_id, details, async_allowed, **kwargs):
        thing = self.instances[instance_id].bindings if instance_id in self.instances else {}
        if binding_id not in thing:
            raise errors.ErrBindingDoesNotExist()
        if thing[binding_id].begin("unbind", thing[binding_id].parameters):
            return UnbindSpec(True, "unbind")
        del thing[binding_id]
        return UnbindSpec(False)

    def last_binding_operation(self, instance_id, binding_id, operation_data, service_id, plan_id, **kwargs):
        thing = self.binding(instance_id, binding_id)
        told = thing.poll()
        if thing.operation == "unbind" and told.state == OperationState.SUCCEEDED:
            del self.instances[instance_id].bindings[binding_id]
        return told


app = Flask(__name__)
app.register_blueprint(api.get_blueprint(Broker(), api.BrokerCredentials("hq", "pass:word"), app.logger))
server = make_server("127.0.0.1", 0, app, threaded=True)
print(server.port, flush=True)
server.serve_forever()
