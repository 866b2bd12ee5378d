# Two stages: the compiler stays behind. Not built by CI here, where no daemon for images runs; the parts are: the build is
# the README's, and `.ci/dist` shows that the program needs nothing but the C library.
#
#   docker build -t zhengtu .
#   docker run --rm -v "$PWD/plans:/plans:ro" -v zhengtu:/data zhengtu build /plans
#   docker run --rm -v zhengtu:/data -p 127.0.0.1:8741:8741 -e ZHENGTU_TOKEN=… zhengtu serve --bind 0.0.0.0:8741

FROM rust:1-bookworm AS build
WORKDIR /source
COPY . .
RUN cargo build --locked --release -p zhengtu-cli

FROM debian:bookworm-slim
COPY --from=build /source/target/release/zhengtu /usr/local/bin/zhengtu
COPY --from=build /source/LICENSE-APACHE /source/LICENSE-MIT /source/NOTICE /usr/share/doc/zhengtu/
RUN useradd --create-home zhengtu && mkdir /data && chown zhengtu /data
USER zhengtu
WORKDIR /data
ENV ZHENGTU_KB=/data/.zhengtu
VOLUME /data
EXPOSE 8741
ENTRYPOINT ["zhengtu"]
CMD ["--help"]
