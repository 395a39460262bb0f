// One after another: they look at what this process does, and a browser beside a training fills two cores.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: AssemblyFixture(typeof(LstmGen.Watch.Tests.Browser))]
