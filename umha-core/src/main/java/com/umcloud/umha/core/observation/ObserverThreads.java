package com.umcloud.umha.core.observation;

import java.util.concurrent.ExecutorService;

/**
 * Where the observer lets others be asked; everything in it belongs to whoever made it.
 *
 * @param questions asks the cloud and the database; needs two threads
 * @param devices asks the fence devices
 * @param parallelDevices how many {@code devices} asks at once, from 1
 */
public record ObserverThreads(ExecutorService questions, ExecutorService devices, int parallelDevices) {}
