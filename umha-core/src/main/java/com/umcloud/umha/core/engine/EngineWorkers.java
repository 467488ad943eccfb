package com.umcloud.umha.core.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Where the engine's blocking calls run; everything in it belongs to whoever made it. Each kind of call has a pool of its own,
 * so that a plugin that hangs starves its own kind only.
 *
 * @param power commands to fence agents, and the probes that go with them
 * @param cloud commands to the evacuator
 * @param probing probes of the observer
 * @param devices the observer's readings of fence devices
 * @param questions the observer's questions to cloud and database; needs two threads
 * @param watchdog gives up commands that hang
 * @param answers hands in the answers of commands
 * @param parallel how many calls each of the first four runs at once, from 1
 */
public record EngineWorkers(
        ExecutorService power,
        ExecutorService cloud,
        ExecutorService probing,
        ExecutorService devices,
        ExecutorService questions,
        ScheduledExecutorService watchdog,
        Executor answers,
        int parallel) {}
