//! The card opens through nginx and Caddy: module, parts, worker and API.

use anyhow::{Result, ensure};
use e2e::front::{Front, Server};
use e2e::{journey, place};

use crate::ORIGINS;

async fn opens_through(server: Server) -> Result<()> {
    journey(async |journey| {
        let backend = journey.sandbox.origin().trim_start_matches("http://").to_owned();
        let front = Front::start(server, &place::dist()?, &backend, ORIGINS, false).await?;
        let ticket = journey.card.ticket("tea", "growing").await?;
        journey.card = journey.through(&format!("http://127.0.0.1:{}", front.card));
        let card = &journey.card;
        card.visit(&format!("?lang=zh-CN{ticket}")).await?;
        card.wait_ready().await?;
        card.wait_worker().await?;
        for (hash, shows) in [("#/points", "li button"), ("#/code", "[data-testid='member-code']")]
        {
            card.go(hash).await?;
            card.wait_for(shows).await?;
        }
        let streamed = "const entry = performance.getEntriesByType('resource') \
             .find(entry => entry.name.endsWith('_bg.wasm')); \
             return entry.encodedBodySize > 0 && entry.encodedBodySize < entry.decodedBodySize / 2";
        ensure!(card.run(streamed, Vec::new()).await? == true, "the module came unpacked");
        card.no_error().await?;
        journey.clean().await?;
        card.leave().await?;
        front.stop().await
    })
    .await
}

#[tokio::test]
async fn the_card_opens_through_nginx() -> Result<()> {
    opens_through(Server::Nginx).await
}

#[tokio::test]
async fn the_card_opens_through_caddy() -> Result<()> {
    opens_through(Server::Caddy).await
}
