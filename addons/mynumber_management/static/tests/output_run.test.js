// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {Deferred, advanceTime, animationFrame, beforeEach, describe, expect, test} from "@odoo/hoot";
import {DoorError} from "@mynumber_management/core/api.esm";
import {OutputRun} from "@mynumber_management/output/output_run.esm";
import {allowTranslations} from "@web/../tests/web_test_helpers";

describe.current.tags("headless");
beforeEach(allowTranslations);

/** A door that draws parts; `faults` are thrown one after another before that. */
function doorWith({faults = [], before = () => {}} = {}) {
    const steps = [];
    async function fail(step) {
        steps.push(step);
        await before(step);
        const place = faults.findIndex((fault) => fault.step === step);
        if (place >= 0) {
            throw new DoorError(faults.splice(place, 1)[0].code);
        }
    }
    return {
        steps,
        async postBytes(route, {filing, part}) {
            await fail(`part ${part}`);
            return new TextEncoder().encode(`PDF ${filing}.${part}`);
        },
        async post(route, {part, size}) {
            await fail(`done ${part}`);
            steps.push(`size ${size}`);
            return {parts_done: part + 1};
        },
    };
}

/** Let the waits between three repetitions pass. */
async function losses() {
    for (const ms of [1000, 3000, 10000]) {
        await animationFrame();
        await advanceTime(ms);
    }
}

test("part after part, each counted when its size is confirmed", async () => {
    const door = doorWith();
    const run = new OutputRun(door, {filing: 12, parts: 2});
    await run.go();
    expect(door.steps).toEqual([
        "part 0",
        "done 0",
        "size 8",
        "part 1",
        "done 1",
        "size 8",
    ]);
    expect(run.isDone).toBe(true);
    expect(run.files.map(({part}) => part)).toEqual([0, 1]);
    expect(run.state.running).toBe(false);
});

test("pausing asks for no further part; going on takes up where it stopped", async () => {
    const gate = new Deferred();
    const door = doorWith({before: (step) => step === "part 1" && gate});
    const run = new OutputRun(door, {filing: 12, parts: 3});
    const going = run.go();
    await advanceTime(10);
    run.pause();
    expect(run.state.pausing).toBe(true);
    gate.resolve();
    await going;
    expect(run.state.done).toBe(2);
    expect(run.state.running).toBe(false);
    expect(door.steps).not.toInclude("part 2");
    await run.go();
    expect(run.isDone).toBe(true);
    expect(door.steps.filter((step) => step.startsWith("part"))).toEqual([
        "part 0",
        "part 1",
        "part 2",
    ]);
});

test("a part lost on the way is asked for again by itself", async () => {
    const door = doorWith({
        faults: [
            {step: "part 0", code: "connection"},
            {step: "part 0", code: "incomplete"},
            {step: "done 0", code: "size_mismatch"},
        ],
    });
    const run = new OutputRun(door, {filing: 12, parts: 1});
    const going = run.go();
    await losses();
    await going;
    expect(run.isDone).toBe(true);
    expect(run.files.length).toBe(1);
    expect(door.steps.filter((step) => step === "part 0").length).toBe(4);
});

test("after too many losses it stops with the error and can go on", async () => {
    const fault = {step: "part 0", code: "connection"};
    const door = doorWith({faults: [fault, fault, fault, fault].map((f) => ({...f}))});
    const run = new OutputRun(door, {filing: 12, parts: 1});
    const going = run.go();
    await losses();
    await going;
    expect(run.state.error.code).toBe("connection");
    expect(run.state.done).toBe(0);
    await run.go();
    expect(run.state.error).toBe(null);
    expect(run.isDone).toBe(true);
});

test("a refusal is not repeated", async () => {
    const door = doorWith({faults: [{step: "part 0", code: "right_missing"}]});
    const run = new OutputRun(door, {filing: 12, parts: 1});
    await run.go();
    expect(run.state.error.code).toBe("right_missing");
    expect(door.steps).toEqual(["part 0"]);
});

test("leaving the PIN question is a pause, not an error", async () => {
    const door = doorWith({faults: [{step: "part 0", code: "cancelled"}]});
    const run = new OutputRun(door, {filing: 12, parts: 1});
    await run.go();
    expect(run.state.error).toBe(null);
    expect(run.state.running).toBe(false);
    expect(run.isDone).toBe(false);
});

test("clearing overwrites every file with zeros", async () => {
    const run = new OutputRun(doorWith(), {filing: 12, parts: 2});
    await run.go();
    const kept = run.files.map(({bytes}) => bytes);
    run.clear();
    expect(run.files).toEqual([]);
    for (const bytes of kept) {
        expect(bytes.every((byte) => byte === 0)).toBe(true);
    }
});
