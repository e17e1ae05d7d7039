#!/usr/bin/env python3
"""Writes events/aws (one event for each envelope, as AWS sends it), events/alarms (one for each route), events/hostile (broken
ones) and docs/world.json, in which the alarms are decided about.

Everything is synthetic. Run it from anywhere; the same files come out each time.
"""

import base64
import gzip
import json
import pathlib
import struct

HERE = pathlib.Path(__file__).parent
REGION, ACCOUNT = "eu-west-1", "111122223333"
START = 1795341600000  # 2026-11-22T10:00:00Z


def batch(group, stream, messages, start=START, **fields):
    events = [
        {"id": f"{39 * 10**54 + start + n:056d}", "timestamp": start + 250 * n, "message": text}
        for n, text in enumerate(messages)
    ]
    return {
        "messageType": "DATA_MESSAGE",
        "owner": ACCOUNT,
        "logGroup": group,
        "logStream": stream,
        "subscriptionFilters": ["sluice"],
        "logEvents": events,
        **fields,
    }


def variant(batch, number, stream):
    """The same batch as events of their own, in another stream."""
    events = [e | {"id": str(number) + e["id"][2:]} for e in batch["logEvents"]]
    return batch | {"logStream": stream, "logEvents": events}


def pack(value):
    text = value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":")).encode()
    return base64.b64encode(gzip.compress(text, 6, mtime=0)).decode()


def direct(data):
    return {"awslogs": {"data": data}}


CONTROL = {
    "messageType": "CONTROL_MESSAGE",
    "owner": "CloudwatchLogs",
    "logGroup": "",
    "logStream": "",
    "subscriptionFilters": [],
    "logEvents": [{"id": "", "timestamp": START, "message": "CWL CONTROL MESSAGE: Checking health of destination Kinesis stream."}],
}

WEB = batch("/ecs/web", "web/nginx/5b1f0c9d2e7a4f38b6c1d0e9f8a7b6c5", [
    '198.51.100.23 - - [22/Nov/2026:10:00:00 +0000] "GET /v1/items HTTP/2.0" 200 512 "-" "curl/8.9.1"',
    '{"level":"ERROR","service":"web","duration_ms":731,"msg":"upstream timed out","user":"ines@example.org"}',
    "level=info msg=\"worker ready\" request_id=7f4c0a52-6f0e-4b52-9d0e-3a7f3c1f9b10",
])
ORDERS = batch("/aws/lambda/orders", "2026/11/22/[$LATEST]9f86d081884c7d659a2feaa0c55ad015", [
    "START RequestId: 1c5a2f6e-0b7d-4f8e-9a3b-5d4c3b2a1908 Version: $LATEST\n",
    '{"level":"INFO","service":"orders","duration_ms":42.5,"msg":"paid","card":"4000 0566 5566 5556"}\n',
    "REPORT RequestId: 1c5a2f6e-0b7d-4f8e-9a3b-5d4c3b2a1908\tDuration: 43.10 ms\tBilled Duration: 44 ms\tMemory Size: 256 MB\tMax Memory Used: 61 MB\t\n",
], START + 60_000)


def kinesis(payloads):
    return {"Records": [
        {
            "kinesis": {
                "kinesisSchemaVersion": "1.0",
                "partitionKey": f"{n:032x}",
                "sequenceNumber": f"4965951{n:049d}",
                "data": data,
                "approximateArrivalTimestamp": 1795341605.125 + n,
            },
            "eventSource": "aws:kinesis",
            "eventVersion": "1.0",
            "eventID": f"shardId-000000000006:4965951{n:049d}",
            "eventName": "aws:kinesis:record",
            "invokeIdentityArn": f"arn:aws:iam::{ACCOUNT}:role/sluice-redact",
            "awsRegion": REGION,
            "eventSourceARN": f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/sluice",
        }
        for n, data in enumerate(payloads)
    ]}


def firehose(payloads):
    return {
        "invocationId": "3f2b8c1e-7d5a-4e90-8b6f-1a2c3d4e5f60",
        "deliveryStreamArn": f"arn:aws:firehose:{REGION}:{ACCOUNT}:deliverystream/sluice",
        "sourceKinesisStreamArn": f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/sluice",
        "region": REGION,
        "records": [
            {
                "recordId": f"4965951{n:049d}",
                "approximateArrivalTimestamp": 1795341605125 + n,
                "data": data,
            }
            for n, data in enumerate(payloads)
        ],
    }


def sqs(bodies):
    return {"Records": [
        {
            "messageId": f"2e1424d4-f796-459a-8184-9c92662be6{n:02x}",
            "receiptHandle": "AQEBzWwaftRI0KuVm4tP",
            "body": body,
            "attributes": {
                "ApproximateReceiveCount": "1",
                "SentTimestamp": "1795341606123",
                "SenderId": "AIDAIENQZJOLO23YVJ4VO",
                "ApproximateFirstReceiveTimestamp": "1795341606130",
            },
            "messageAttributes": {},
            "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
            "eventSource": "aws:sqs",
            "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:sluice-redrive",
            "awsRegion": REGION,
        }
        for n, body in enumerate(bodies)
    ]}


def write(folder, name, value):
    path = HERE / folder / name
    path.parent.mkdir(exist_ok=True)
    if isinstance(value, bytes):
        path.write_bytes(value)
    else:
        path.write_text(json.dumps(value, indent=2) + "\n")


def aws():
    write("aws", "direct.json", direct(pack(WEB)))
    write("aws", "control-message.json", direct(pack(CONTROL)))
    write("aws", "kinesis.json", kinesis([pack(variant(WEB, 41, "web/nginx/kinesis")), pack(CONTROL), pack(variant(ORDERS, 42, "orders/kinesis"))]))
    write("aws", "firehose.json", firehose([pack(variant(WEB, 43, "web/nginx/firehose")), pack(variant(ORDERS, 44, "orders/firehose"))]))
    write("aws", "sqs.json", sqs([json.dumps(direct(pack(variant(WEB, 45, "web/nginx/sqs")))), pack(variant(ORDERS, 46, "orders/sqs"))]))


def hostile():
    good = pack(WEB)
    raw = base64.b64decode(good)
    b64 = lambda data: base64.b64encode(data).decode()
    write("hostile", "bad-base64.json", direct(good[:40] + "!*" + good[42:]))
    write("hostile", "not-gzip.json", direct(b64(b"these bytes are no gzip")))
    write("hostile", "cut-short.json", direct(b64(raw[: len(raw) // 2])))
    write("hostile", "wrong-crc.json", direct(b64(raw[:-8] + bytes([raw[-8] ^ 1]) + raw[-7:])))
    write("hostile", "wrong-length.json", direct(b64(raw[:-4] + struct.pack("<I", 7))))
    write("hostile", "trailing-bytes.json", direct(b64(raw + b"trailing")))
    write("hostile", "second-member-broken.json", direct(b64(raw + raw[:20])))
    write("hostile", "not-json.json", direct(pack(b"{\"messageType\":")))
    write("hostile", "trailing-json.json", direct(pack(json.dumps(WEB).encode() + b"{}")))
    write("hostile", "wrong-type.json", direct(pack(WEB | {"logEvents": 5})))
    write("hostile", "unknown-message-type.json", direct(pack(WEB | {"messageType": "NEWS_MESSAGE"})))
    write("hostile", "no-log-group.json", direct(pack({k: v for k, v in WEB.items() if k != "logGroup"})))
    write("hostile", "no-payload.json", {"awslogs": {"data": None}})
    events = WEB["logEvents"]
    write("hostile", "null-message.json", direct(pack(WEB | {"logEvents": [events[0], events[1] | {"message": None}, events[2]]})))
    write("hostile", "missing-message.json", direct(pack(WEB | {"logEvents": [events[0], {"id": "1", "timestamp": START}, events[2]]})))
    write("hostile", "bad-timestamps.json", direct(pack(WEB | {"logEvents": [events[0] | {"timestamp": -1}, events[1] | {"timestamp": 1e300}, events[2]]})))
    text = json.dumps(WEB).encode()
    write("hostile", "broken-utf8.json", direct(pack(text.replace(b"worker ready", b"worker \xff\xfe ready"))))
    write("hostile", "lone-surrogate.json", direct(pack(text.replace(b"worker ready", rb"worker \ud800 ready"))))
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    write("hostile", "deep-nesting.json", direct(pack(json.dumps(WEB | {"logEvents": [events[0] | {"message": deep}]}).encode())))
    write("hostile", "deep-envelope.json", direct(pack(text[:-1] + b',"future":' + b"[" * 100_000 + b"]" * 100_000 + b"}")))
    write("hostile", "bomb.json", direct(b64(gzip.compress(bytes(70 << 20), 9, mtime=0))))
    write("hostile", "one-bad-record.json", kinesis([good, "!", pack(ORDERS)]))
    write("hostile", "empty.json", b"")
    write("hostile", "hello.json", b'{"hello": 1}\n')



ALARM_ARN = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:"
FIRED, BEFORE = "2026-11-22T10:00:00.985+0000", "2026-11-22T07:12:40.985+0000"
REASON = ("Threshold Crossed: 1 out of the last 1 datapoints [97.5 (22/11/26 09:59:00)] was greater than the threshold (90.0) "
          "(minimum 1 datapoint for OK -> ALARM transition).")
METRICS = [{
    "id": "cpu",
    "metricStat": {
        "metric": {"namespace": "AWS/ECS", "name": "CPUUtilization",
                   "dimensions": {"ClusterName": "prod", "ServiceName": "checkout"}},
        "period": 60,
        "stat": "Average",
    },
    "returnData": True,
}]


def alarm_data(name, value="ALARM", previous="OK", timestamp=FIRED, **configuration):
    """What the alarm's own action and EventBridge say alike."""
    return {
        "alarmName": name,
        "state": {"value": value, "reason": REASON, "timestamp": timestamp},
        "previousState": {"value": previous, "reason": "Unchecked: Initial alarm creation", "timestamp": BEFORE},
        "configuration": configuration or {"description": "Checkout is busy", "metrics": METRICS},
    }


def alarm_action(name, **data):
    return {"source": "aws.cloudwatch", "alarmArn": ALARM_ARN + name, "accountId": ACCOUNT,
            "time": "2026-11-22T10:00:01.044+0000", "region": REGION, "alarmData": alarm_data(name, **data)}


def alarm_event(name, **data):
    return {"version": "0", "id": "c4c1c1c9-6542-e61b-6ef0-8c4d36933a92", "detail-type": "CloudWatch Alarm State Change",
            "source": "aws.cloudwatch", "account": ACCOUNT, "time": "2026-11-22T10:00:00Z", "region": REGION,
            "resources": [ALARM_ARN + name], "detail": alarm_data(name, **data)}


def alarm_notification(name):
    return {
        "AlarmName": name, "AlarmDescription": None, "AWSAccountId": ACCOUNT,
        "AlarmConfigurationUpdatedTimestamp": BEFORE, "NewStateValue": "ALARM", "NewStateReason": REASON,
        "StateChangeTime": FIRED, "Region": "EU (Ireland)", "AlarmArn": ALARM_ARN + name, "OldStateValue": "OK",
        "OKActions": [], "AlarmActions": [f"arn:aws:sns:{REGION}:{ACCOUNT}:alarms"], "InsufficientDataActions": [],
        "Trigger": {
            "MetricName": "CPUUtilization", "Namespace": "AWS/ECS", "StatisticType": "Statistic", "Statistic": "AVERAGE",
            "Unit": None, "Period": 60, "EvaluationPeriods": 1, "ComparisonOperator": "GreaterThanThreshold", "Threshold": 90.0,
            "Dimensions": [{"value": "checkout", "name": "ServiceName"}, {"value": "prod", "name": "ClusterName"}],
        },
    }


def sns(message):
    return {"Records": [{
        "EventSource": "aws:sns", "EventVersion": "1.0",
        "EventSubscriptionArn": f"arn:aws:sns:{REGION}:{ACCOUNT}:alarms:21be56ed-a058-49f5-8c98-aedd2564c486",
        "Sns": {"Type": "Notification", "MessageId": "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
                "TopicArn": f"arn:aws:sns:{REGION}:{ACCOUNT}:alarms", "Subject": "ALARM", "Message": json.dumps(message),
                "Timestamp": "2026-11-22T10:00:01.120Z", "MessageAttributes": {}},
    }]}


def alarms():
    checkout = "checkout-busy"
    write("alarms", "direct.json", alarm_action(checkout))
    write("alarms", "eventbridge.json", alarm_event(checkout))
    write("alarms", "sns.json", sns(alarm_notification(checkout)))
    topic = {"Type": "Notification", "MessageId": "95df01b4-ee98-5cb9-9903-4c221d41eb5e", "Message": json.dumps(alarm_notification(checkout))}
    bodies = [alarm_action(checkout), alarm_event(checkout), alarm_notification(checkout), topic, sns(alarm_notification(checkout))]
    write("alarms", "sqs.json", sqs([json.dumps(body) for body in bodies]))
    write("alarms", "manual.json", {"remedy": {"alarm": ALARM_ARN + checkout, "reason": "runbook: checkout is slow"}})
    rule = {"alarmRule": f'ALARM("{checkout}") AND NOT ALARM("deploys")', "actionsSuppressor": "deploys"}
    write("alarms", "composite.json", alarm_event("checkout-composite", **rule))
    suppressed = alarm_event("checkout-composite", **rule)
    suppressed["detail"]["state"] |= {"actionsSuppressedBy": "Alarm", "actionsSuppressedReason": "Suppressed by alarm deploys"}
    write("alarms", "suppressed.json", suppressed)
    write("alarms", "released.json", alarm_event("checkout-composite", previous="ALARM", **rule))
    write("alarms", "ok.json", alarm_event(checkout, value="OK", previous="ALARM", timestamp="2026-11-22T10:09:00.985+0000"))
    unclear = alarm_event("checkout-missing", value="INSUFFICIENT_DATA")
    write("alarms", "insufficient-data.json", unclear)
    write("hostile", "alarm-without-arn.json", alarm_action(checkout) | {"alarmArn": "checkout-busy"})
    write("hostile", "alarm-without-state.json", alarm_action(checkout) | {"alarmData": {}})


def world():
    """Where checkout was deployed two days ago, and two of its alarms fire."""
    task_definition = f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/checkout:"
    deployed = "2026-11-20T09:00:00.000000+00:00"
    fires = lambda name: {"AlarmName": name, "AlarmArn": ALARM_ARN + name, "StateValue": "ALARM",
                          "StateTransitionedTimestamp": "2026-11-22T10:00:00.985000+00:00"}
    return {
        "now": "2026-11-22T10:01:00Z",
        "kill_switch": False,
        "services": [{
            "serviceArn": f"arn:aws:ecs:{REGION}:{ACCOUNT}:service/prod/checkout",
            "serviceName": "checkout",
            "clusterArn": f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/prod",
            "status": "ACTIVE",
            "desiredCount": 4,
            "runningCount": 4,
            "pendingCount": 0,
            "taskDefinition": task_definition + "42",
            "deploymentController": {"type": "ECS"},
            "deployments": [{
                "id": "ecs-svc/5839201746182930412", "status": "PRIMARY", "taskDefinition": task_definition + "42",
                "desiredCount": 4, "runningCount": 4, "failedTasks": 0, "rolloutState": "COMPLETED",
                "createdAt": deployed, "updatedAt": "2026-11-20T09:04:30.000000+00:00",
            }],
            "tags": [{"key": "sluice:remediate", "value": "allow"}],
        }],
        "alarms": [fires("checkout-busy"), fires("checkout-composite")],
        "incidents": [],
        "scalable_targets": [],
        "task_definitions": [task_definition + "41", task_definition + "42"],
    }


aws()
hostile()
alarms()
write("../docs", "world.json", world())
