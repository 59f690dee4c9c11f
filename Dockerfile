# The bot as an image: dist/ on a bare Node, as a user without rights. docs/operations.md says what was tried of it.

FROM node:24-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6 AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json build.mjs notices.mjs LICENSE ./
COPY bot ./bot
COPY cards ./cards
RUN npm run build

FROM node:24-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6
ENV NODE_ENV=production PORT=3978
WORKDIR /app
# Owned by root: whoever gets into the process cannot change it.
COPY --from=build /src/dist ./
USER node
EXPOSE 3978
# The image has no curl, and needs none.
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not through a shell or npm, which would keep SIGTERM from the bot.
CMD ["node", "index.js"]
