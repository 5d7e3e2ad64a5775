/** Nothing leaves but through the proxy: no lookups, no UDP, loopback included (W5). */
const confined = (proxy: string): readonly string[] => [
  `--proxy-server=${proxy}`,
  '--proxy-bypass-list=<-loopback>',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-quic',
  '--dns-prefetch-disable',
];

/** Nothing of its own accord: no updates, no reports, no questions to its maker. */
const SILENT = [
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-field-trial-config',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-first-run',
  '--no-pings',
  '--no-service-autorun',
];

/** The last `--disable-features` is the one that counts, so there is one. */
const WITHOUT = [
  // A page is asked for as it is written.
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PreconnectToSearch',
  // A picture shows what was painted last.
  'PaintHolding',
  // Aborts redirected calls while headers are added to them.
  'AvoidCorsURLLoaderRestartOnRedirect',
];

/**
 * How Chromium is started. What Lambda's package proposes beside this would judge pages more kindly than visitors'
 * browsers do: it allows HTTP inside HTTPS, and calls across origins.
 */
export const switches = (proxy: string, folder: string): readonly string[] => [
  ...confined(proxy),
  ...SILENT,
  `--disable-features=${WITHOUT.join(',')}`,
  '--headless',
  '--no-startup-window',
  '--remote-debugging-pipe',
  `--user-data-dir=${folder}`,
  '--hide-scrollbars',
  '--mute-audio',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  '--password-store=basic',
  '--disable-popup-blocking',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-timer-throttling',
  // Containers and Lambda have neither user namespaces, nor a GPU, nor much /dev/shm.
  '--no-sandbox',
  '--disable-site-isolation-trials',
  '--disable-dev-shm-usage',
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];
