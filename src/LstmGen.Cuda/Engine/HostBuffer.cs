namespace LstmGen.Cuda.Engine;

/// <summary>Memory of the host that copies to and from a device are fastest with; kept, and grows.</summary>
internal sealed unsafe class HostBuffer(IGpu gpu)
{
    private long _bytes;

    /// <summary>Where it is.</summary>
    public nint Address { get; private set; }

    /// <summary>So many values. When it grows, what it held is lost.</summary>
    public Span<T> Reserve<T>(int count)
        where T : unmanaged
    {
        long bytes = (long)count * sizeof(T);
        if (bytes > _bytes)
        {
            Free();
            Address = gpu.AllocateHost(bytes);
            _bytes = bytes;
        }

        return Get<T>(count);
    }

    /// <summary>Its first values.</summary>
    public Span<T> Get<T>(int count)
        where T : unmanaged => new((void*)Address, count);

    /// <summary>Gives it back, after all that uses it.</summary>
    public void Free()
    {
        if (Address == 0) return;
        gpu.Synchronize();
        gpu.FreeHost(Address);
        (Address, _bytes) = (0, 0);
    }
}
