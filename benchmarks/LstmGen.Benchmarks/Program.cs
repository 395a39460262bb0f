using BenchmarkDotNet.Running;
using LstmGen.Benchmarks;

// "ratios" measures the project's own table side by side, "layers" each layer against its arithmetic, "shapes" wide, long and deep models,
// "keystroke" what an edit costs the compiler; anything else goes to BenchmarkDotNet, which has the detailed tables.
if (args is ["ratios", .. string[] names])
{
    return RatioRun.Run(names);
}

if (args is ["layers"])
{
    return LayerShares.Run();
}

if (args is ["shapes"])
{
    return ShapeShares.Run();
}

if (args is ["keystroke"])
{
    return Keystroke.Run();
}

BenchmarkSwitcher.FromAssembly(typeof(RatioRun).Assembly).Run(args);
return 0;
