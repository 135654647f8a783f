# Installs into a virtual environment, then leaves the tools for it behind.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install -r requirements.txt

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home --home-dir /srv/rialto rialto
WORKDIR /srv/rialto
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOST=0.0.0.0 PORT=8000
COPY manage.py Procfile pyproject.toml ./
COPY project project
COPY realtime realtime
COPY market market
COPY frontend frontend
ARG BUILD=dev
ENV BUILD=$BUILD
# Hashed and compressed once, into the image; the key is for this step alone and is not kept.
RUN mkdir -p var/files && SECRET_KEY="$(python -c 'import secrets; print(secrets.token_hex(32))')" \
    PRODUCTION=1 PUBLIC_URL=https://build.invalid python manage.py collectstatic --no-input \
    && chown -R rialto: var
USER rialto
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "project.probe"]
STOPSIGNAL SIGTERM
# The Procfile's own line, which replaces the shell: the signal to stop reaches the server itself.
CMD ["sh", "-c", "eval \"$(sed -n 's/^web: //p' Procfile)\""]
