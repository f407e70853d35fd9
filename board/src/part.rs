//! The parts of a system design: components that know what they are. The list only grows at its end (rule F1).

use serde::{Deserialize, Serialize};

use crate::shape::ShapeKind;

/// What a part stands for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub enum Part {
    /// A browser or a program at someone's desk.
    Client,
    /// A phone or tablet.
    Mobile,
    /// Copies near the people who ask.
    Cdn,
    /// Names to addresses.
    Dns,
    /// Spreads requests.
    LoadBalancer,
    /// The one door of an interface.
    ApiGateway,
    /// Answers requests.
    Service,
    /// Works off what waits.
    Worker,
    /// Runs when called.
    Function,
    /// Forgets, and is quick.
    Cache,
    /// Tables.
    Sql,
    /// Documents, keys and values, wide columns.
    NoSql,
    /// Files by name.
    ObjectStore,
    /// Finds words.
    Search,
    /// Work that waits, each taken once.
    Queue,
    /// Messages that everyone who asked gets.
    Topic,
    /// An ordered log.
    Stream,
    /// Starts things at times.
    Scheduler,
    /// Not ours.
    ThirdParty,
    /// A person.
    User,
    /// A place of the world; holds others.
    Region,
    /// A part of a region; holds others.
    Zone,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 22] = [
        Part::Client,
        Part::Mobile,
        Part::Cdn,
        Part::Dns,
        Part::LoadBalancer,
        Part::ApiGateway,
        Part::Service,
        Part::Worker,
        Part::Function,
        Part::Cache,
        Part::Sql,
        Part::NoSql,
        Part::ObjectStore,
        Part::Search,
        Part::Queue,
        Part::Topic,
        Part::Stream,
        Part::Scheduler,
        Part::ThirdParty,
        Part::User,
        Part::Region,
        Part::Zone,
    ];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Part::Client => "Client",
            Part::Mobile => "Mobile",
            Part::Cdn => "CDN",
            Part::Dns => "DNS",
            Part::LoadBalancer => "Load balancer",
            Part::ApiGateway => "API gateway",
            Part::Service => "Service",
            Part::Worker => "Worker",
            Part::Function => "Function",
            Part::Cache => "Cache",
            Part::Sql => "SQL database",
            Part::NoSql => "NoSQL store",
            Part::ObjectStore => "Object store",
            Part::Search => "Search",
            Part::Queue => "Queue",
            Part::Topic => "Topic",
            Part::Stream => "Stream",
            Part::Scheduler => "Scheduler",
            Part::ThirdParty => "Third party",
            Part::User => "User",
            Part::Region => "Region",
            Part::Zone => "Zone",
        }
    }

    /// What else people search it by.
    pub fn words(self) -> &'static str {
        match self {
            Part::Client => "browser web app desktop frontend ui",
            Part::Mobile => "phone tablet app ios android",
            Part::Cdn => "edge content delivery network cloudfront akamai fastly",
            Part::Dns => "name server route53 resolver domain",
            Part::LoadBalancer => "lb alb elb nginx haproxy proxy balance",
            Part::ApiGateway => "api gateway bff ingress kong entry",
            Part::Service => "server microservice backend app api",
            Part::Worker => "consumer job background batch processor",
            Part::Function => "lambda serverless faas cloud function",
            Part::Cache => "redis memcached memory in-memory",
            Part::Sql => "db database postgres mysql relational rdbms store",
            Part::NoSql => "db database mongo dynamo dynamodb cassandra document key value kv store",
            Part::ObjectStore => "s3 blob bucket files storage gcs",
            Part::Search => "elasticsearch elastic opensearch lucene solr index full text",
            Part::Queue => "sqs rabbitmq mq message broker jobs",
            Part::Topic => "sns pubsub pub sub publish subscribe events bus",
            Part::Stream => "kafka kinesis log event stream pulsar",
            Part::Scheduler => "cron timer airflow schedule",
            Part::ThirdParty => "external vendor saas api partner payment stripe",
            Part::User => "person actor customer people",
            Part::Region => "data center datacenter geo location",
            Part::Zone => "az availability zone vpc network subnet cluster",
        }
    }

    /// The shape it is drawn as.
    pub fn shape(self) -> ShapeKind {
        match self {
            Part::Sql | Part::NoSql | Part::ObjectStore => ShapeKind::Cylinder,
            Part::Queue | Part::Stream => ShapeKind::Queue,
            Part::Cdn | Part::ThirdParty => ShapeKind::Cloud,
            Part::User => ShapeKind::Person,
            Part::Client
            | Part::Mobile
            | Part::Dns
            | Part::LoadBalancer
            | Part::ApiGateway
            | Part::Service
            | Part::Worker
            | Part::Function
            | Part::Cache
            | Part::Search
            | Part::Topic
            | Part::Scheduler
            | Part::Region
            | Part::Zone => ShapeKind::Rounded,
        }
    }

    /// Whether it stands around others.
    pub fn holds_others(self) -> bool {
        matches!(self, Part::Region | Part::Zone)
    }
}
