package com.umcloud.umha.testkit.openstack.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that are ordered and not yet used up. Safe for use by several threads. */
public final class FaultPlan {
    private final List<Order> orders = new ArrayList<>();

    /**
     * Orders a fault for the next requests that match; orders are used in their sequence.
     *
     * @param times how many requests it strikes, from 1
     * @param method the HTTP method; {@code *} for any
     * @param pathPart what the path has to contain; empty for any path
     */
    public synchronized void next(int times, String method, String pathPart, Fault fault) {
        orders.add(new Order(times, method, pathPart, fault));
    }

    /** Takes back what is not used up. */
    public synchronized void clear() {
        orders.clear();
    }

    /** The fault that strikes this request, if any. */
    synchronized Optional<Fault> strike(Call call) {
        Optional<Order> first =
                orders.stream().filter(order -> order.matches(call)).findFirst();
        first.ifPresent(order -> {
            order.left--;
            orders.removeIf(each -> each.left == 0);
        });
        return first.map(order -> order.fault);
    }

    private static final class Order {
        private int left;
        private final String method;
        private final String pathPart;
        private final Fault fault;

        Order(int left, String method, String pathPart, Fault fault) {
            this.left = left;
            this.method = method;
            this.pathPart = pathPart;
            this.fault = fault;
        }

        boolean matches(Call call) {
            return (method.equals("*") || method.equals(call.method()))
                    && call.path().contains(pathPart);
        }
    }
}
