# Builds the command and runs it in a small image. The service binds to loopback inside the container until accounts
# exist, so publish it with `--network host`, or put a reverse proxy into the same network namespace.
FROM swift:6.3-bookworm AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      libsqlite3-dev libpq-dev libcurl4-openssl-dev libyaml-dev zlib1g-dev libzstd-dev libssl-dev make \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
COPY Benchmarks Benchmarks
RUN swift build -c release --product replyledger --static-swift-stdlib \
 && strip .build/release/replyledger

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      libsqlite3-0 libpq5 libcurl4 libyaml-0-2 zlib1g libzstd1 libssl3 tzdata ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --home-dir /var/lib/replyledger --create-home replyledger
COPY --from=build /source/.build/release/replyledger /usr/local/bin/replyledger
USER replyledger
WORKDIR /var/lib/replyledger
VOLUME /var/lib/replyledger
ENTRYPOINT ["replyledger"]
CMD ["serve"]
