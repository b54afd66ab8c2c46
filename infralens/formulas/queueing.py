"""Queues in closed form: one server, several servers, general service."""

from __future__ import annotations

from infralens.engines.formula.language import (
    Count,
    Fraction,
    Number,
    PerSecond,
    Seconds,
    exp,
    expm1,
    fold,
    largest,
    log,
    require,
    solve,
)


def utilization(arrivals: PerSecond, service: Seconds, servers: Count) -> Fraction:
    """Share of time a server is busy

    Source: Kleinrock, Queueing Systems, volume 1, section 2.1.
    Not included: nothing; above 1 the queue grows without end.
    """
    require(arrivals >= 0, "the arrival rate is 0 or more")
    require(service > 0, "the service time is above 0")
    require(servers >= 1, "there is at least one server")
    return arrivals * service / servers


def single_server_mean(arrivals: PerSecond, service: Seconds) -> Seconds:
    """Mean time in an M/M/1 queue, service included

    Source: Kleinrock, Queueing Systems, volume 1, section 3.2.
    Not included: arrivals in bursts, service times other than exponential.
    """
    load = utilization(arrivals=arrivals, service=service, servers=1)
    require(load < 1, "the queue grows without end")
    return service / (1 - load)


def single_server_quantile(arrivals: PerSecond, service: Seconds, quantile: Fraction) -> Seconds:
    """Quantile of the time in an M/M/1 queue, service included

    Source: Kleinrock, Queueing Systems, volume 1, section 3.2: this time is exponential.
    Not included: arrivals in bursts, service times other than exponential.
    """
    require(quantile >= 0, "the quantile is 0 or more")
    require(quantile < 1, "the quantile is below 1")
    return -log(1 - quantile) * single_server_mean(arrivals=arrivals, service=service)


def quantile_at_load(load: Fraction, service: Seconds, quantile: Fraction) -> Seconds:
    """Quantile of the time in an M/M/1 queue at a load, service included

    Source: Kleinrock, Queueing Systems, volume 1, section 3.2: this time is exponential.
    Not included: arrivals in bursts, service times other than exponential.
    """
    require(service > 0, "the service time is above 0")
    return single_server_quantile(arrivals=load / service, service=service, quantile=quantile)


def blocking_probability(offered: Number, servers: Count) -> Fraction:
    """Share of arrivals lost where nobody can wait (Erlang B)

    Source: Jagerman, Some Properties of the Erlang Loss Function, 1974: the recursion.
    Not included: retries.
    """
    require(offered >= 0, "the offered load is 0 or more")
    require(servers >= 0, "the number of servers is 0 or more")
    return fold(servers, lambda k, b: offered * b / (k + offered * b), 1)


def waiting_probability(arrivals: PerSecond, service: Seconds, servers: Count) -> Fraction:
    """Share of arrivals that wait in an M/M/c queue (Erlang C)

    Source: Kleinrock, Queueing Systems, volume 1, section 3.5.
    Not included: arrivals in bursts, service times other than exponential.
    """
    load = utilization(arrivals=arrivals, service=service, servers=servers)
    require(load < 1, "the queue grows without end")
    blocked = blocking_probability(offered=arrivals * service, servers=servers)
    return blocked / (1 - load * (1 - blocked))


def mean_wait(arrivals: PerSecond, service: Seconds, servers: Count) -> Seconds:
    """Mean wait in an M/M/c queue, before service

    Source: Kleinrock, Queueing Systems, volume 1, section 3.5.
    Not included: arrivals in bursts, service times other than exponential.
    """
    waiting = waiting_probability(arrivals=arrivals, service=service, servers=servers)
    return waiting / (servers / service - arrivals)


def mean_latency(arrivals: PerSecond, service: Seconds, servers: Count) -> Seconds:
    """Mean time in an M/M/c queue, service included

    Source: Kleinrock, Queueing Systems, volume 1, section 3.5.
    Not included: arrivals in bursts, service times other than exponential.
    """
    return mean_wait(arrivals=arrivals, service=service, servers=servers) + service


def wait_survival(arrivals: PerSecond, service: Seconds, servers: Count, time: Seconds) -> Fraction:
    """Share of arrivals that wait longer than a time

    Source: Kleinrock, Queueing Systems, volume 1, section 3.5.
    Not included: arrivals in bursts, service times other than exponential.
    """
    require(time >= 0, "the time is 0 or more")
    waiting = waiting_probability(arrivals=arrivals, service=service, servers=servers)
    return waiting * exp(-(servers / service - arrivals) * time)


def wait_quantile(
    arrivals: PerSecond, service: Seconds, servers: Count, quantile: Fraction
) -> Seconds:
    """Quantile of the wait in an M/M/c queue, before service

    Source: Kleinrock, Queueing Systems, volume 1, section 3.5.
    Not included: arrivals in bursts. Those who do not wait make the low quantiles 0.
    """
    require(quantile >= 0, "the quantile is 0 or more")
    require(quantile < 1, "the quantile is below 1")
    waiting = waiting_probability(arrivals=arrivals, service=service, servers=servers)
    waits = waiting > 1 - quantile
    return log(waiting / (1 - quantile)) / (servers / service - arrivals) if waits else 0


def latency_survival(
    arrivals: PerSecond, service: Seconds, servers: Count, time: Seconds
) -> Fraction:
    """Share of requests that take longer than a time in an M/M/c queue

    Source: Gross et al., Fundamentals of Queueing Theory, 4th edition, section 2.3, written so
    that nothing divides by zero or overflows where the rates of service and of draining the queue
    meet.
    Not included: arrivals in bursts, service times other than exponential.
    """
    require(time >= 0, "the time is 0 or more")
    waiting = waiting_probability(arrivals=arrivals, service=service, servers=servers)
    services = time / service
    draining = services * (servers - arrivals * service)
    apart = abs(draining - services)
    meeting = 1 if apart == 0 else -expm1(-apart) / apart
    slower = exp(-min(services, draining))
    return exp(-services) + waiting * services * slower * meeting


def latency_quantile(
    arrivals: PerSecond, service: Seconds, servers: Count, quantile: Fraction
) -> Seconds:
    """Quantile of the time in an M/M/c queue, service included

    Source: Gross et al., Fundamentals of Queueing Theory, 4th edition, section 2.3, solved for
    the time.
    Not included: arrivals in bursts. It is less than the wait's and the service's quantiles
    together.
    """
    require(quantile >= 0, "the quantile is 0 or more")
    require(quantile < 1, "the quantile is below 1")
    tail = 1 - quantile
    served = -log(tail / 2) * service
    started = wait_quantile(
        arrivals=arrivals, service=service, servers=servers, quantile=1 - tail / 2
    )
    return solve(
        0,
        served + started,
        lambda t: (
            latency_survival(arrivals=arrivals, service=service, servers=servers, time=t) - tail
        ),
    )


def fewest_servers(
    arrivals: PerSecond, service: Seconds, quantile: Fraction, limit: Seconds
) -> Count:
    """Fewest servers of an M/M/c queue whose quantile of the time stays within a limit

    Source: Gross et al., Fundamentals of Queueing Theory, 4th edition, section 2.3, solved for the
    servers.
    Not included: arrivals in bursts, service times other than exponential.
    """
    require(arrivals >= 0, "the arrival rate is 0 or more")
    require(service > 0, "the service time is above 0")
    require(quantile >= 0, "the quantile is 0 or more")
    require(quantile < 1, "the quantile is below 1")
    alone = -log(1 - quantile) * service
    require(limit > alone, "service alone takes as long")
    require(arrivals * service < 500, "more than 500 servers would be needed")
    too_few = largest(
        0,
        500,
        lambda n: (
            n <= arrivals * service
            or latency_survival(arrivals=arrivals, service=service, servers=n, time=limit)
            > 1 - quantile
        ),
    )
    require(too_few < 500, "more than 500 servers would be needed")
    return too_few + 1


def general_service_mean_wait(
    arrivals: PerSecond, service: Seconds, service_variability: Number
) -> Seconds:
    """Mean wait in an M/G/1 queue, before service

    Source: Pollaczek and Khinchine; Kleinrock, Queueing Systems, volume 1, section 5.6.
    Not included: arrivals in bursts. Variability is the standard deviation of service over its
    mean.
    """
    require(service_variability >= 0, "the variability is 0 or more")
    load = utilization(arrivals=arrivals, service=service, servers=1)
    require(load < 1, "the queue grows without end")
    return load * service * (1 + service_variability * service_variability) / (2 * (1 - load))


def general_mean_wait(
    arrivals: PerSecond,
    service: Seconds,
    servers: Count,
    arrival_variability: Number,
    service_variability: Number,
) -> Seconds:
    """Mean wait with general arrivals and service, approximately

    Source: Kingman, 1961, doi 10.1017/S0305004100036094, for one server; Allen, Probability,
    Statistics and Queueing Theory, 1990, section 5.3.5, for several.
    Not included: nothing is exact but the M/M/c queue and one server with Poisson arrivals.
    """
    require(arrival_variability >= 0, "the variability is 0 or more")
    require(service_variability >= 0, "the variability is 0 or more")
    squares = arrival_variability * arrival_variability + service_variability * service_variability
    return mean_wait(arrivals=arrivals, service=service, servers=servers) * squares / 2
