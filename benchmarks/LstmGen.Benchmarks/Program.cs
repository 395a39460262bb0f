using BenchmarkDotNet.Running;
using LstmGen.Benchmarks;

// "ratios" measures the project's own table side by side; anything else goes to BenchmarkDotNet, which has the detailed tables.
if (args is ["ratios", .. string[] names])
{
    return RatioRun.Run(names);
}

BenchmarkSwitcher.FromAssembly(typeof(RatioRun).Assembly).Run(args);
return 0;
