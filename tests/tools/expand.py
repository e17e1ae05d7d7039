"""Expands a SAM template as AWS does, by AWS's own translator, and decides its rules and conditions.

Reads a list of parameter sets as JSON on standard input; prints for each either what the template's rules refuse it for, as
`{"refused": [...]}`, or the resources that there would be, as `{"resources": {...}}`: those whose condition does not hold are
gone, `Fn::If` is chosen, a `Ref` to a parameter is its value, and texts made of values alone are made. What only a deployment
knows (`Fn::GetAtt`, `Ref` to a resource, `Fn::Sub`) stays. It calls nobody.
"""

import copy
import json
import re
import sys

from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

NOTHING = {"Ref": "AWS::NoValue"}


def holds(node, conditions, parameters):
    (name, argument), = node.items()
    if name == "Condition":
        return holds(conditions[argument], conditions, parameters)
    if name == "Fn::Equals":
        left, right = (value(side, conditions, parameters) for side in argument)
        return str(left) == str(right)
    parts = [holds(part, conditions, parameters) for part in argument]
    return {"Fn::Not": not parts[0], "Fn::And": all(parts), "Fn::Or": any(parts)}[name]


def value(node, conditions, parameters):
    """A node with its choices made."""
    if isinstance(node, list):
        made = [value(item, conditions, parameters) for item in node]
        return [item for item in made if item != NOTHING]
    if not isinstance(node, dict):
        return node
    if list(node) == ["Fn::If"]:
        name, yes, no = node["Fn::If"]
        return value(yes if holds(conditions[name], conditions, parameters) else no, conditions, parameters)
    if list(node) == ["Ref"] and node["Ref"] in parameters:
        return parameters[node["Ref"]]
    made = {key: value(item, conditions, parameters) for key, item in node.items()}
    made = {key: item for key, item in made.items() if item != NOTHING}
    name, argument = next(iter(made.items()), (None, None))
    if name == "Fn::Split" and isinstance(argument[1], str):
        return argument[1].split(argument[0])
    if name == "Fn::Select" and isinstance(argument[1], list):
        return argument[1][int(argument[0])]
    if name == "Fn::Join" and isinstance(argument[1], list) and not any(isinstance(part, dict) for part in argument[1]):
        return argument[0].join(str(part) for part in argument[1])
    return made


def refused(template, parameters):
    """What the rules say against these parameters."""
    said = []
    for rule in template.get("Rules", {}).values():
        if "RuleCondition" in rule and not holds(rule["RuleCondition"], {}, parameters):
            continue
        said += [one["AssertDescription"] for one in rule["Assertions"] if not holds(one["Assert"], {}, parameters)]
    return said


def expand(template, given):
    template = copy.deepcopy(template)
    parameters = {name: one["Default"] for name, one in template["Parameters"].items() if "Default" in one}
    unknown = set(given) - set(template["Parameters"])
    assert not unknown, f"no such parameters: {unknown}"
    for name, text in given.items():
        rule = template["Parameters"][name]
        fits = re.fullmatch(rule.get("AllowedPattern", ".*"), text) and len(text) <= rule.get("MaxLength", 4096)
        assert fits and text in rule.get("AllowedValues", [text]), f"{name} cannot be {text}"
    parameters.update(given)
    said = refused(template, parameters)
    if said:
        return {"refused": said}
    # Where the programs would be once they are packaged.
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/key"
    expanded = Translator({}, Parser()).translate(template, parameters)
    conditions = expanded["Conditions"]
    resources = {}
    for name, resource in expanded["Resources"].items():
        condition = resource.get("Condition")
        if condition is None or holds(conditions[condition], conditions, parameters):
            resources[name] = value(resource, conditions, parameters)
    return {"resources": resources}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        template = yaml_parse(file.read())
    json.dump([expand(template, given) for given in json.load(sys.stdin)], sys.stdout)


main()
