using System.Text;

namespace LstmGen.Generator.Gpu;

/// <summary>The kernels of one model as they are written. One that is asked for again under its name is there already.</summary>
internal sealed class GpuText
{
    private readonly StringBuilder _kernels = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>A kernel of a name that is free.</summary>
    public PtxKernel Begin(string name, int threads)
    {
        string free = name;
        for (int i = 2; !_names.Add(free); i++)
        {
            free = $"{name}_{i}";
        }

        return new PtxKernel(free, threads).Begin();
    }

    /// <summary>Takes a whole kernel.</summary>
    public GpuLaunchPlan End(PtxKernel kernel, string grid, int count)
    {
        _kernels.Append('\n').Append(kernel);
        return new(kernel.Name, kernel.Threads, kernel.SharedBytes, grid, count);
    }

    public override string ToString() => $".version 7.8\n.target sm_80\n.address_size 64\n\n.extern .shared .align 16 .b8 smem[];\n{_kernels}";
}
