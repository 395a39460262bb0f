namespace LstmGen.Cuda.Engine;

/// <summary>Device memory that is kept, and grows.</summary>
internal sealed class GpuBuffer(IGpu gpu)
{
    /// <summary>Where it is; 0 before anything was reserved.</summary>
    public ulong Address { get; private set; }

    /// <summary>How long it is.</summary>
    public long Bytes { get; private set; }

    /// <summary>Makes it at least so long. When it grows, what it held is lost.</summary>
    /// <returns>Its address.</returns>
    public ulong Reserve(long bytes)
    {
        if (bytes <= Bytes) return Address;
        Free();
        Address = gpu.Allocate(bytes);
        Bytes = bytes;
        return Address;
    }

    /// <summary>Gives it back, after all that uses it.</summary>
    public void Free()
    {
        if (Address == 0) return;
        gpu.Synchronize();
        gpu.Free(Address);
        (Address, Bytes) = (0, 0);
    }
}
