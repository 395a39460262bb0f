using System.Text;
using LstmGen.Runtime;

namespace LstmGen.Cuda.Driver;

/// <summary>Takes some kernels out of a text of PTX, so that the driver compiles those alone that are about to run.</summary>
internal static class PtxExtract
{
    private const string Entry = ".visible .entry ";

    /// <summary>The text with no other kernels than those of some launches.</summary>
    public static string Of(string ptx, ReadOnlySpan<GpuLaunch> launches)
    {
        HashSet<string> names = [];
        foreach (GpuLaunch launch in launches) names.Add(launch.Kernel);
        int at = ptx.IndexOf(Entry, StringComparison.Ordinal);
        if (at < 0) return ptx;
        StringBuilder text = new(ptx, 0, at, ptx.Length);
        while (at >= 0)
        {
            int next = ptx.IndexOf(Entry, at + Entry.Length, StringComparison.Ordinal), begin = at + Entry.Length;
            int end = ptx.IndexOf('(', begin);
            if (end < 0 || names.Contains(ptx[begin..end].Trim())) text.Append(ptx, at, (next < 0 ? ptx.Length : next) - at);
            at = next;
        }

        return text.ToString();
    }
}
