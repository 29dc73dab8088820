# syntax=docker/dockerfile:1
# An image with the one program in it, and nothing else:
#
#   docker build --build-arg VERSION=v0.1.0 -t postwright .
#   docker run --rm -v "$PWD:/work" postwright lint collections/
#   docker run --rm -v "$PWD:/work" -u "$(id -u):$(id -g)" postwright fmt -w collections/

FROM --platform=$BUILDPLATFORM golang:1.26.8 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG TARGETOS TARGETARCH VERSION=
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \
    go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /postwright ./cmd/postwright

FROM scratch
COPY --from=build /src/LICENSE /src/THIRD_PARTY_LICENSES /licenses/
COPY --from=build /postwright /postwright
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["/postwright"]
