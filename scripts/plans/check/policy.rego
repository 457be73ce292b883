# The rules of `plan-check --plan-json`, for conftest and OPA (0.59 and later):
#
#     terraform show -json plan.tfplan > plan.json
#     conftest test --policy policy.rego plan.json
#
# What is meant is said in a data file (conftest --data allowed.json):
#
#     { "allow_destroy": ["orders"], "allow_in_place": ["orders"] }
#
# Like plan-check with a file it sees neither the code nor the deployments of AWS. No value but versions and names is printed.
package main

import rego.v1

guarded_types := {"aws_rds_cluster", "aws_rds_cluster_instance"}

deny contains "The plan cannot be read: its format_version is not 1.x." if {
	not startswith(object.get(input, "format_version", ""), "1.")
}

deny contains "The plan cannot be read: it has no resource_changes. It may be a state, or made with -refresh-only." if {
	not is_array(object.get(input, "resource_changes", null))
	not declares_nothing
}

# Only a stack of nothing has no list of changes.
declares_nothing if {
	object.get(input, "planned_values", null) == {"root_module": {}}
	object.get(input, ["configuration", "root_module", "resources"], []) == []
}

deny contains "The plan is incomplete: an error stopped it, and what depends on that is missing from it." if {
	object.get(input, "errored", false) == true
}

deny contains "The plan is incomplete: it was made for targets, or Terraform deferred a part of it." if {
	object.get(input, "complete", true) == false
	object.get(input, "errored", false) == false
}

# A cluster under another address is destroyed here and created there: it is among these.
deny contains message if {
	some resource in managed
	"delete" in resource.change.actions
	not cluster_of(resource) in meant_to_go
	message := sprintf("Terraform would destroy or replace %s.", [resource.address])
}

deny contains message if {
	some resource in managed
	resource.type == "aws_rds_cluster"
	resource.change.actions == ["update"]
	not stopped(resource.address)
	not cluster_of(resource) in meant_in_place
	running := running_version(resource)
	wanted := object.get(resource.change.after, "engine_version", "")
	wanted != running
	resource.change.before.engine_version != wanted
	not version_unknown(resource)
	message := sprintf("Terraform would take %s from %s to %s in place.", [resource.address, running, wanted])
}

deny contains message if {
	some resource in managed
	resource.type == "aws_rds_cluster"
	resource.change.actions == ["update"]
	version_unknown(resource)
	message := sprintf("Which version %s would get is only known when the plan is applied.", [resource.address])
}

managed contains resource if {
	some resource in object.get(input, "resource_changes", [])
	object.get(resource, "mode", "managed") == "managed"
	resource.type in guarded_types
}

version_unknown(resource) if object.get(resource.change, ["after_unknown", "engine_version"], false) == true

running_version(resource) := object.get(
	resource.change.before,
	"engine_version_actual",
	object.get(resource.change.before, "engine_version", ""),
)

# A condition of the cluster stopped the plan: nothing of it is going to happen, and the plan is incomplete anyway.
stopped(address) if {
	some check in object.get(input, "checks", [])
	check.address.to_display == address
	check.status in {"fail", "error"}
}

cluster_of(resource) := object.get(
	object.union(object.get(resource.change, "after", {}), object.get(resource.change, "before", {})),
	"cluster_identifier",
	"",
) if {
	is_object(object.get(resource.change, "after", {}))
	is_object(object.get(resource.change, "before", {}))
}

cluster_of(resource) := object.get(resource.change.before, "cluster_identifier", "") if {
	not is_object(object.get(resource.change, "after", {}))
}

meant_to_go contains identifier if some identifier in data.allow_destroy

meant_in_place contains identifier if some identifier in data.allow_in_place
